// Keys of every page. They work while the server is away, and never while somebody types.
(() => {
  const typing = target => target.closest?.('input, textarea, select, [contenteditable="true"]');
  const meant = event => !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented
    && !typing(event.target);
  const visible = node => node.checkVisibility?.() ?? true;

  // ---- Ctrl K: a dialog with places, narrowed to what is typed
  const dialog = () => document.querySelector('dialog[data-goto]');
  const places = box => [...box.querySelectorAll('[role="option"]')];

  const select = (box, place) => {
    for (const other of places(box)) other.setAttribute('aria-selected', String(other === place));
    box.querySelector('input').setAttribute('aria-activedescendant', place?.id ?? '');
    place?.scrollIntoView({ block: 'nearest' });
  };

  // A trace id leads to its trace; any other text may be a route's name or words of a call.
  const leads = (place, text) => {
    const { typed, base } = place.dataset;
    if (!typed) return place.dataset.name.toLowerCase().includes(text.toLowerCase());
    if (!text || (typed === 'trace') !== /^[0-9a-f]{32}$/i.test(text)) return false;
    const url = new URL(base, location.href);
    if (typed === 'trace') url.pathname += text.toLowerCase();
    else url.searchParams.set(typed, text);
    place.href = url.href;
    place.querySelector('b').textContent = text;
    return true;
  };

  const narrow = box => {
    const text = box.querySelector('input').value.trim();
    for (const place of places(box)) place.hidden = !leads(place, text);
    select(box, places(box).find(place => !place.hidden));
  };

  const open = () => {
    const box = dialog();
    if (!box || box.open) return;
    box.querySelector('input').value = '';
    box.showModal();
    narrow(box);
  };

  const move = (box, step) => {
    const shown = places(box).filter(place => !place.hidden);
    const at = shown.findIndex(place => place.getAttribute('aria-selected') === 'true');
    select(box, shown[(at + step + shown.length) % shown.length]);
  };

  document.addEventListener('input', event => {
    const box = event.target.closest?.('dialog[data-goto]');
    if (box) narrow(box);
  });
  document.addEventListener('click', event => {
    if (event.target.closest?.('[data-goto-open]')) open();
    // The backdrop is the dialog itself; a place that was chosen closes it too.
    if (event.target.matches?.('dialog[data-goto]') || event.target.closest?.('dialog[data-goto] a')) dialog().close();
  });
  document.addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      open();
      return;
    }
    const box = event.target.closest?.('dialog[data-goto]');
    if (!box) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) move(box, step);
    if (event.key === 'Enter') box.querySelector('[aria-selected="true"]')?.click();
    if (step || event.key === 'Enter') event.preventDefault();
  });

  // ---- G and a letter: the page of that letter
  const patience = 1500;
  let began = -Infinity;

  document.addEventListener('keydown', event => {
    if (!meant(event) || event.repeat || event.key === 'Shift') return;
    const key = event.key.toLowerCase();
    const follows = performance.now() - began < patience;
    began = !follows && key === 'g' ? performance.now() : -Infinity;
    if (!follows) return;
    const page = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
    if (!page) return;
    event.preventDefault();
    page.click();
  });

  // ---- a single letter presses the visible element with that data-key. A key that is held down presses once: what it
  // does must not be done again and again. A page without a search of its own finds calls.
  document.addEventListener('keydown', event => {
    if (!meant(event) || event.repeat || dialog()?.open) return;
    const key = CSS.escape(event.key.toLowerCase());
    const target = [...document.querySelectorAll(`[data-key="${key}"]`)].find(visible);
    if (!target && event.key !== '/') return;
    event.preventDefault();
    if (!target) open();
    else if (target.matches('input, textarea, select')) target.focus();
    else target.click();
  });

  // ---- rows: J and K move the focus between links marked data-row; Enter then opens one, as it opens any link
  document.addEventListener('keydown', event => {
    if (!meant(event)) return;
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    const rows = step ? [...document.querySelectorAll('[data-rows] [data-row]')] : [];
    if (!rows.length) return;
    event.preventDefault();
    const at = rows.indexOf(document.activeElement);
    const row = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))];
    row.focus();
    row.scrollIntoView({ block: 'nearest' });
  });

  // ---- treegrids and sliders: the keys that the server answers must not also scroll
  const treeKeys = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown', ' '];
  document.addEventListener('keydown', event => {
    if (event.target.matches?.('[role="treegrid"], [role="slider"]') && treeKeys.includes(event.key)) event.preventDefault();
  });
})();
