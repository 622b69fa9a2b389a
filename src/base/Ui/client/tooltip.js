import { bucket, format } from './formats.js';

// Built from text nodes: what a client wrote, such as a version's name, can never become markup.
const element = (name, className, text) => {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
};

/** Time first, then one row for each series that has a value, right-aligned. */
export function tooltip(spec, points, step, index) {
  const box = element('div', 'chart-tip');
  box.append(element('b', '', bucket(points.times[index], step, spec.dayWords)));
  const table = box.appendChild(element('table'));
  for (const panel of spec.panels) {
    for (const series of panel.series) {
      const value = points.values[series.key][index];
      if (value === null || (series.quiet && value === 0)) continue;
      const row = table.appendChild(element('tr'));
      const text = format(series.unit ?? panel.unit, value);
      row.append(element('td', '', series.name), element('td', series.loud ? 'loud' : '', text));
    }
  }
  return box;
}
