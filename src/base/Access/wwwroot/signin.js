import { onSubmit, post, say, takeFragment } from './post.js';

const passwords = document.getElementById('password-form');
const links = document.getElementById('link-form');
const wanted = new URLSearchParams(location.search).get('return');

async function openFragment() {
  const token = takeFragment();
  if (token) {
    say('Signing in...', false);
    const answer = await post('/signin', { token, return: wanted });
    if (answer) {
      location.replace(answer.location);
    }
  }
}

onSubmit(
  passwords,
  () => ({ email: passwords.email.value, password: passwords.password.value, return: wanted }),
  () => {
    passwords.password.value = '';
    passwords.password.focus();
  });
onSubmit(
  links,
  () => {
    const text = links.link.value.trim();
    return { token: text.slice(text.indexOf('#') + 1), return: wanted };
  },
  () => {
    links.link.value = '';
    links.link.focus();
  });
addEventListener('hashchange', openFragment);
openFragment();
if (!passwords.hidden) {
  passwords.email.focus();
}
