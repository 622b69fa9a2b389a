import { onSubmit, post, say, takeFragment } from './post.js';

const form = document.getElementById('form');
const show = document.getElementById('show');
let token = takeFragment();

// The page can be loaded again although the link has left the address bar: until it is used, this window keeps it.
if (token) {
  sessionStorage.setItem('one-time-link', token);
} else {
  token = sessionStorage.getItem('one-time-link') ?? '';
}

// A second link opened in this window.
addEventListener('hashchange', () => location.reload());
show.addEventListener('change', () => {
  form.password.type = show.checked ? 'text' : 'password';
});
onSubmit(
  form,
  () => ({ token, name: form.elements.name?.value, password: form.password.value }),
  () => form.password.focus());

const link = await post(`${location.pathname}/look`, { token });
if (link) {
  say('', false);
  form.email.value = link.email;
  for (const name of ['role', 'may']) {
    const place = document.getElementById(name);
    if (place) {
      place.textContent = link[name];
    }
  }
  form.hidden = false;
  (form.elements.name ?? form.password).focus();
}
