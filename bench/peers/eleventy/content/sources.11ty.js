const data = require("../data.json");

module.exports = {
  data: {
    ids: Object.keys(data.sources),
    pagination: { data: "ids", size: 1, alias: "id" },
    layout: "source.html",
    permalink: (page) => `sources/${page.id}.html`,
    eleventyExcludeFromCollections: true,
    eleventyComputed: { title: (page) => data.sources[page.id].title },
  },
  render: () => "",
};
