"use strict";
(function () {
  var data = JSON.parse(document.getElementById("data").textContent);
  var place = document.getElementById("chart");
  if (!data.series || !place) {
    return;
  }

  var dark = matchMedia("(prefers-color-scheme: dark)");
  var print = matchMedia("print");
  var light = ["#0969da", "#bc4c00", "#8250df", "#1a7f37", "#bf3989", "#9a6700", "#6e7781"];
  var night = ["#58a6ff", "#f0883e", "#bc8cff", "#3fb950", "#f778ba", "#d29922", "#8b949e"];
  var lightMarks = { Deploy: "#1a7f37", Change: "#9a6700", Restart: "#57606a", Failure: "#cf222e", Recovery: "#0969da" };
  var nightMarks = { Deploy: "#56d364", Change: "#e3b341", Restart: "#c9d1d9", Failure: "#ff7b72", Recovery: "#79c0ff" };
  var markLetters = { Deploy: "D", Change: "C", Restart: "R", Failure: "F", Recovery: "\u2713" };
  var markLines = { Deploy: [], Change: [6, 3], Restart: [2, 3], Failure: [], Recovery: [8, 3, 2, 3] };
  var height = 300;
  var chart = null;
  var length = data.series[0].counts.length;
  var times = [];
  for (var bin = 0; bin < length; bin++) {
    times.push(data.start + bin * data.width);
  }

  // Bars stand on each other: the whole height is drawn first, and each further symptom over it.
  function stacked() {
    var rows = [];
    var below = new Array(length).fill(0);
    data.series.forEach(function (series) {
      below = below.map(function (sum, index) { return sum + series.counts[index]; });
      rows.push(below);
    });
    return rows.reverse();
  }

  function text(value) {
    return value === null || value === undefined ? "" : String(Math.round(value * 100) / 100);
  }

  function isNight() {
    return dark.matches && !print.matches;
  }

  function drawMarks(plot) {
    var context = plot.ctx;
    var markColours = isNight() ? nightMarks : lightMarks;
    context.save();
    data.marks.forEach(function (mark) {
      var x = Math.round(plot.valToPos(mark.time, "x", true));
      context.strokeStyle = markColours[mark.kind];
      context.lineWidth = 2 * devicePixelRatio;
      context.setLineDash(markLines[mark.kind].map(function (dash) { return dash * devicePixelRatio; }));
      context.beginPath();
      context.moveTo(x, plot.bbox.top);
      context.lineTo(x, plot.bbox.top + plot.bbox.height);
      context.stroke();
      context.setLineDash([]);
      context.fillStyle = markColours[mark.kind];
      context.font = 11 * devicePixelRatio + "px system-ui, sans-serif";
      context.textAlign = "center";
      context.fillText(markLetters[mark.kind], x, plot.bbox.top - 4 * devicePixelRatio);
    });
    context.restore();
  }

  function draw() {
    var isDark = isNight();
    var colours = isDark ? night : light;
    var ink = isDark ? "#9ea7b3" : "#57606a";
    var grid = isDark ? "#2d333b" : "#e4e8ec";
    var rows = stacked();
    var bars = uPlot.paths.bars({ size: [0.9, 40], align: 1 });
    var series = data.series.map(function (_, position) {
      var own = data.series.length - 1 - position;
      return {
        label: data.series[own].name,
        fill: colours[own % colours.length],
        stroke: colours[own % colours.length],
        width: 0,
        paths: bars,
        points: { show: false },
        value: function (plot, value, index, at) { return at === null || at === undefined ? "" : text(data.series[own].counts[at]); }
      };
    });
    var axis = { stroke: ink, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 }, font: "12px system-ui, sans-serif" };
    if (chart) {
      chart.destroy();
    }

    chart = new uPlot({
      width: Math.max(place.clientWidth, 240),
      height: height,
      padding: [18, 24, 0, 0],
      // The times are those of the server's clock, whatever clock the reader has.
      tzDate: function (seconds) { return uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC"); },
      scales: { y: { range: function (plot, low, high) { return [0, Math.max(1, high * 1.05)]; } } },
      series: [{ label: "Time", value: "{YYYY}-{MM}-{DD} {HH}:{mm}" }].concat(series),
      axes: [
        Object.assign({ values: [
          [86400, "{MM}-{DD}", null, null, null, null, null, null, 1],
          [3600, "{HH}:{mm}", "\n{MM}-{DD}", null, "\n{MM}-{DD}", null, null, null, 1],
          [1, "{HH}:{mm}", "\n{MM}-{DD}", null, "\n{MM}-{DD}", null, null, null, 1]
        ] }, axis),
        Object.assign({ size: 60 }, axis)
      ],
      hooks: { draw: [drawMarks] }
    }, [times].concat(rows), place);
    place.dataset.drawn = "true";
  }

  var kinds = data.marks.map(function (mark) { return mark.kind; }).filter(function (kind, index, all) { return all.indexOf(kind) === index; });
  if (kinds.length > 0) {
    var list = document.createElement("ul");
    list.className = "marks";
    kinds.forEach(function (kind) {
      var item = document.createElement("li");
      item.textContent = markLetters[kind] + ": " + kind.toLowerCase();
      list.appendChild(item);
    });
    place.after(list);
  }

  draw();
  dark.addEventListener("change", draw);
  print.addEventListener("change", draw);
  addEventListener("beforeprint", function () {
    document.querySelectorAll("details.difference").forEach(function (part) { part.open = true; });
  });
  var width = place.clientWidth;
  addEventListener("resize", function () {
    if (place.clientWidth !== width) {
      width = place.clientWidth;
      chart.setSize({ width: Math.max(width, 240), height: height });
    }
  });
})();
