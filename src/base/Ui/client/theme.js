// Every colour of a chart is a token of the page. While the page says that its data are stale, lines are grey.
export const token = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export const isStale = () => document.documentElement.classList.contains('data-stale');

const charts = new Set();

/** Calls back when theme, contrast or staleness change; returns how to stop. */
export function onThemeChange(callback) {
  charts.add(callback);
  return () => charts.delete(callback);
}

const changed = () => charts.forEach(callback => callback());

if (typeof document !== 'undefined') {
  const watched = { attributes: true, attributeFilter: ['data-theme', 'class'] };
  new MutationObserver(changed).observe(document.documentElement, watched);
  matchMedia('(prefers-contrast: more)').addEventListener('change', changed);
}
