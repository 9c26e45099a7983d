module.exports = {
  layout: "claim.html",
  tags: "claims",
  permalink: (data) => `claims/${data.page.fileSlug}.html`,
};
