const data = require("../data.json");

module.exports = {
  data: {
    ids: Object.keys(data.talks),
    pagination: { data: "ids", size: 1, alias: "id" },
    layout: "transcript.html",
    permalink: (page) => `transcripts/${page.id}.html`,
    eleventyExcludeFromCollections: true,
    eleventyComputed: { title: (page) => data.talks[page.id].editions[0].title },
  },
  render: () => "",
};
