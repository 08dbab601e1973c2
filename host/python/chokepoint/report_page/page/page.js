// Draws the charts, in the colours of light or dark, and switches packages.
"use strict";
(async () => {
  // plotly.js lies here packed: the page is a quarter as large.
  const packed = document.getElementById("plotly").textContent;
  const bytes = Uint8Array.from(atob(packed), c => c.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream()
    .pipeThrough(new DecompressionStream("gzip"));
  const library = document.createElement("script");
  library.textContent = await new Response(unpacked).text();
  document.head.append(library);
  document.getElementById("no-charts").remove();

  const figures = JSON.parse(document.getElementById("figures").textContent);
  const narrow = () => window.innerWidth < 760;

  // "--c0" becomes what the style says it is now.
  function coloured(value, style) {
    if (Array.isArray(value)) return value.map(v => coloured(v, style));
    if (value && typeof value === "object") {
      return Object.fromEntries(
        Object.entries(value).map(([k, v]) => [k, coloured(v, style)]));
    }
    if (typeof value !== "string") return value;
    if (value === "inherit") return style.fontFamily;
    return value.startsWith("--") ? style.getPropertyValue(value).trim() : value;
  }

  function draw(chart) {
    const style = getComputedStyle(document.body);
    const { data, layout } = coloured(figures[chart.dataset.figure], style);
    layout.font.size = narrow() ? 11 : 13;
    layout.hoverlabel.bgcolor = style.getPropertyValue("--card").trim();
    layout.hoverlabel.font.color = style.getPropertyValue("--ink").trim();
    Plotly.react(chart, data, layout, {
      responsive: true, displayModeBar: false, displaylogo: false,
    });
  }

  // Hidden charts have no width: they are drawn when they are shown.
  function drawAll() {
    document.querySelectorAll(".chart").forEach(chart => {
      if (chart.offsetParent !== null) draw(chart);
    });
  }

  document.getElementById("package")?.addEventListener("change", event => {
    document.querySelectorAll(".package").forEach(part => {
      part.hidden = part.dataset.package !== event.target.value;
    });
    drawAll();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
  drawAll();
  document.documentElement.dataset.drawn = "yes";
})();
