// Asking the server over a network that may hang, refuse or drop.

// Resolves to {status, text} once the whole answer is in, rejects after `within` milliseconds or without a network.
// A redirect is an answer too (status 0): the server sends elsewhere whom it does not know.
export async function ask(url, within, {form, accept = 'application/json'} = {}) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), within);
  try {
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      body: form && new URLSearchParams(form),
      headers: {Accept: accept},
      cache: 'no-store',
      redirect: 'manual',
      signal: patience.signal,
    });
    return {status: response.type === 'opaqueredirect' ? 0 : response.status, text: await response.text()};
  } finally {
    clearTimeout(timer);
  }
}

// Whether the server will never take anything from this device again.
export const sentAway = status => status === 0 || status === 401 || status === 403 || status === 409 || status === 410;

// Calls `attempt` at once and again after 1, 2, 4, … 30 seconds, and whenever the network returns, until it says true.
export function persist(attempt) {
  let pause = 1000;
  let timer;
  let running = false;
  let done = false;
  async function again() {
    clearTimeout(timer);
    if (running || done) return;
    running = true;
    try {
      done = await attempt();
    } catch {
      // not now; the timer below tries again
    }
    running = false;
    if (done) return removeEventListener('online', soon);
    timer = setTimeout(again, pause);
    pause = Math.min(30000, pause * 2);
  }
  function soon() {
    pause = 1000;
    again();
  }
  addEventListener('online', soon);
  again();
  return soon;
}
