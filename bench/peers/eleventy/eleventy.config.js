// The data stays out of Eleventy's cascade, which would merge it into every page; templates look it up.
const data = require("./data.json");
const descriptions = require("./descriptions.json");

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const NAV = { claims: "claims", topics: "claims", sources: "sources", transcripts: "transcripts" };

function day(date) {
  const [year, month, number] = date.split("-");
  return [number && Number(number), MONTHS[month - 1], year].filter(Boolean).join("\u00a0");
}

// What the templates know of the page that they make: see jinja/base.html.
function pageHere() {
  const page = this.ctx;
  const path = page.page.url.slice(1);
  const folder = path.includes("/") ? path.split("/")[0] : "";
  const id = path.slice(folder && folder.length + 1).replace(".html", "");
  const label = folder === "claims" ? data.verdicts[page.verdict].label : "";
  return {
    id,
    path,
    root: id === "404" ? "/bench/" : folder && "../",
    nav: NAV[folder] || page.nav || "",
    title: label ? `${page.title}: ${label}` : page.title,
    description: label ? `${label}. ${page.summary}` : page.description || descriptions[`${folder}/${id}`] || data.site.tagline,
    written: page.page.inputPath.endsWith(".md") ? page.page.inputPath.replace("./content/", "") : "",
    front: page,
    body: page.content,
  };
}

module.exports = function (config) {
  config.addNunjucksGlobal("data", data);
  config.addNunjucksGlobal("page_here", pageHere);
  config.addFilter("day", day);
  config.addFilter("cut", (words, from, to) => words.slice(from, to));
  config.addFilter("json", (value) => JSON.stringify(value).replaceAll("<", "\\u003c"));
  config.setNunjucksEnvironmentOptions({ trimBlocks: true, lstripBlocks: true });
  config.addPassthroughCopy({ assets: "assets", "robots.txt": "robots.txt", ".nojekyll": ".nojekyll" });
  return {
    dir: { input: "content", includes: "../layouts", output: "public" },
    htmlTemplateEngine: "njk",
    markdownTemplateEngine: false,
  };
};
