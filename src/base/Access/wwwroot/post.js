// What the pages for those who are not signed in have in common.
const message = document.getElementById('message');

export function say(text, failed) {
  message.textContent = text;
  message.className = failed ? 'failed' : '';
  message.hidden = !text;
}

/** Posts JSON; the answer where it is good, else null after the page has said what to change. */
export async function post(path, body) {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (response.ok) {
      return answer;
    }
    say(answer.detail ? `${answer.title}. ${answer.detail}` : answer.title, true);
  } catch {
    say('The server does not answer. Try again in a moment.', true);
  }
  return null;
}

/** Posts what a form holds once it is submitted, and goes where the answer says; else the form can be used again. */
export function onSubmit(form, read, again) {
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const button = form.querySelector('button');
    button.disabled = true;
    say('Signing in...', false);
    const answer = await post(form.getAttribute('action'), read());
    if (answer) {
      location.replace(answer.location);
    } else {
      button.disabled = false;
      again();
    }
  });
}

/** The token in the fragment, which the browser sends to nobody; it is taken out of the address bar. */
export function takeFragment() {
  const token = location.hash.slice(1);
  if (token) {
    history.replaceState(null, '', location.pathname + location.search);
  }
  return token;
}
