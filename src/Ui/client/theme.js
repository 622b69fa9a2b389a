// Every colour of a chart is a token of the page.
export const token = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const charts = new Set();

/** Calls back when the theme or the contrast changes; returns how to stop. */
export function onThemeChange(callback) {
  charts.add(callback);
  return () => charts.delete(callback);
}

const changed = () => charts.forEach(callback => callback());

if (typeof document !== 'undefined') {
  new MutationObserver(changed).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  matchMedia('(prefers-contrast: more)').addEventListener('change', changed);
}
