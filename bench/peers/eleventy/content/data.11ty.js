const { base_url } = require("../data.json").site;

const KEYS = (
  "title claim verdict summary transcript quotes said topics published verified authors evidence calculations " +
  "would_change depends_on corrections status"
).split(" ");

function record({ data, fileSlug, url }) {
  return { id: fileSlug, ...Object.fromEntries(KEYS.map((key) => [key, data[key]])), url: base_url + url.slice(1) };
}

module.exports = {
  data: { permalink: "data/claims.json", eleventyExcludeFromCollections: true, eleventyImport: { collections: ["claims"] } },
  render({ collections }) {
    const claims = collections.claims.toSorted((one, other) => one.data.number - other.data.number);
    return `{"claims": [\n${claims.map((claim) => JSON.stringify(record(claim))).join(",\n")}\n]}\n`;
  },
};
