const KEYS = (
  "title claim verdict summary transcript quotes said topics published verified authors evidence calculations " +
  "would_change depends_on corrections status"
).split(" ");

function record({ data, fileSlug, url }) {
  return { id: fileSlug, ...Object.fromEntries(KEYS.map((key) => [key, data[key]])), url };
}

module.exports = {
  data: { permalink: "data/claims.json", eleventyExcludeFromCollections: true, eleventyImport: { collections: ["claims"] } },
  render: ({ collections }) => JSON.stringify({ claims: collections.claims.map(record) }, null, 1),
};
