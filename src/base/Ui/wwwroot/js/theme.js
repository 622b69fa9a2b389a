// Loaded in the head without defer: the theme is set before the first paint. The choice is kept; without one the system
// decides.
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const saved = () => { try { return localStorage.getItem('theme'); } catch { return null; } };
  const apply = () => { root.dataset.theme = saved() ?? (dark.matches ? 'dark' : 'light'); };

  apply();
  dark.addEventListener('change', apply);
  addEventListener('storage', event => { if (event.key === 'theme') apply(); });

  document.addEventListener('click', event => {
    if (!event.target.closest?.('[data-theme-toggle]')) return;
    const next = root.dataset.theme === 'dark' ? 'light' : 'dark';
    try { localStorage.setItem('theme', next); } catch { /* a private window forgets */ }
    root.dataset.theme = next;
  });
})();

// The reader's time zone, for the server to write times in.
window.dashboard = { zone: () => Intl.DateTimeFormat().resolvedOptions().timeZone };
