// The token is in the fragment, which the browser sends to nobody: it is posted here and taken out of the address bar.
const message = document.getElementById('message');
const form = document.getElementById('form');

async function signIn(token) {
  const wanted = new URLSearchParams(location.search).get('return');
  const response = await fetch('/signin', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, return: wanted }),
  });
  const answer = await response.json();
  if (response.ok) {
    location.replace(answer.location);
  } else {
    message.textContent = `${answer.title}. ${answer.detail}`;
    message.className = 'failed';
    form.link.value = '';
    form.link.focus();
  }
}

async function trySignIn(token) {
  message.textContent = 'Signing in...';
  message.className = '';
  try {
    await signIn(token);
  } catch {
    message.textContent = 'The server does not answer. Try again in a moment.';
    message.className = 'failed';
  }
}

function openFragment() {
  const token = location.hash.slice(1);
  if (token) {
    history.replaceState(null, '', location.pathname + location.search);
    trySignIn(token);
  }
}

form.addEventListener('submit', event => {
  event.preventDefault();
  const text = form.link.value.trim();
  trySignIn(text.slice(text.indexOf('#') + 1));
});
addEventListener('hashchange', openFragment);
openFragment();
