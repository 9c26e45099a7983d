const data = require("../data.json");

module.exports = {
  data: {
    ids: Object.keys(data.topics),
    pagination: { data: "ids", size: 1, alias: "id" },
    layout: "topic.html",
    permalink: (page) => `topics/${page.id}.html`,
    eleventyExcludeFromCollections: true,
    eleventyComputed: { title: (page) => data.topics[page.id].label },
  },
  render: () => "",
};
