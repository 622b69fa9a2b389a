// Menus: <details data-menu> whose items are links, buttons and fields. The arrows go from item to item, Escape and a
// choice close and give the focus back to the summary; a click elsewhere closes, too. They work while the server is away.
(() => {
  const menus = 'details[data-menu]';
  const items = menu => [...menu.querySelectorAll('a[href], button, input, select, [tabindex="0"]')]
    .filter(item => item.closest('summary') === null && !item.disabled && item.checkVisibility());
  const typing = target => target.matches('input, textarea, select, [role="combobox"]');

  // A popover of a field in the menu hangs elsewhere in the page.
  const holds = (menu, target) => menu.contains(target) || target?.closest?.('.mud-popover-provider') != null;

  const close = (menu, back) => {
    if (!menu.open) return;
    menu.open = false;
    if (back) menu.querySelector('summary').focus();
  };

  const closeOthers = target => {
    for (const menu of document.querySelectorAll(menus + '[open]')) {
      if (!holds(menu, target)) close(menu, false);
    }
  };

  document.addEventListener('click', event => {
    const item = event.target.closest?.(menus + ' a');
    if (item) close(item.closest(menus), menuHasFocus(item.closest(menus)));
    closeOthers(event.target);
  });

  const menuHasFocus = menu => menu.contains(document.activeElement);

  // Opened by a key, its first item has the focus; opened by a click, the pointer is where the choice is made.
  const enter = (menu, last) => {
    menu.open = true;
    // What is drawn when a menu opens may come from the server a moment later.
    requestAnimationFrame(() => items(menu).at(last ? -1 : 0)?.focus());
  };

  const next = (menu, key) => {
    const all = items(menu);
    const at = all.indexOf(document.activeElement);
    return {
      ArrowDown: all[(at + 1) % all.length], ArrowUp: all.at(at < 0 ? -1 : at - 1), Home: all[0], End: all.at(-1),
    }[key];
  };

  const onSummary = (event, menu) => {
    const opens = event.key === 'Enter' || event.key === ' ';
    if (opens && menu.open) {
      close(menu, true);
    } else if (opens || event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      enter(menu, event.key === 'ArrowUp');
    } else return;
    event.preventDefault();
  };

  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const menu = event.target.closest?.(menus);
    if (event.key === 'Escape') {
      for (const open of document.querySelectorAll(menus + '[open]')) close(open, open === menu);
    } else if (menu && event.target.closest('summary')) {
      onSummary(event, menu);
    } else if (menu?.open && !typing(event.target)) {
      const item = next(menu, event.key);
      if (!item) return;
      item.focus();
      event.preventDefault();
    }
  });

  // A list that would leave the window at the right moves to the left, also when it grows while it is open.
  const place = list => {
    list.style.marginLeft = '';
    const over = list.getBoundingClientRect().right - (document.documentElement.clientWidth - 16);
    if (over > 0) list.style.marginLeft = `${-over}px`;
  };
  const grown = new ResizeObserver(entries => entries.forEach(entry => place(entry.target)));
  document.addEventListener('toggle', event => {
    const list = event.target.matches?.(menus) && event.target.querySelector('.menu-list');
    if (!list) return;
    if (event.target.open) grown.observe(list);
    else grown.unobserve(list);
  }, true);

  // Whoever goes on with Tab has left the menu.
  document.addEventListener('focusin', event => closeOthers(event.target));
})();
