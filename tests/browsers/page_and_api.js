// A page on one port of Express and an API on another that knows no CORS. Prints both ports, ends with its input.
//
//     node page_and_api.js
const express = require('express');

const api = express();
api.use(express.json());
// Whoever comes first gets a cookie, which everything else wants.
api.get('/login', (request, response) => response.set('Set-Cookie', 'session=42; SameSite=Lax; HttpOnly').json({}));
api.put('/profile', (request, response) => {
  const known = (request.get('cookie') || '').includes('session=42');
  response.status(known ? 200 : 401).set('X-Total', '7').json({ saved: known && request.body.name });
});
api.get('/error', (request, response) => response.status(503).json({ error: 'out of order' }));
// Somebody else's API: it wants a key, and tells what else it got.
api.get('/weather', (request, response) => {
  const known = request.get('authorization') === 'Bearer the-key';
  response.status(known ? 200 : 403).set('Set-Cookie', 'tracker=1')
    .json({ sunny: known, cookie: request.get('cookie') || '', origin: request.get('origin') || '' });
});

// The page does what its query says, [[url, init], ...], and shows what its JavaScript sees of it.
const page = express();
page.get('/', (request, response) => response.send(`<!doctype html><pre id="seen"></pre><script>
(async () => {
  const seen = [];
  for (const [url, init] of JSON.parse(new URLSearchParams(location.search).get('do'))) {
    try {
      const answer = await fetch(url, init);
      seen.push([answer.type, answer.status, answer.headers.get('x-total'), await answer.json()]);
    } catch (error) {
      seen.push([error.name]);
    }
  }
  document.getElementById('seen').textContent = JSON.stringify(seen);
})();
</script>`));

const listening = (app) => new Promise((done) => {
  const server = app.listen(0, '127.0.0.1', () => done(server.address().port));
});
Promise.all([listening(page), listening(api)]).then((ports) => console.log(ports.join(' ')));
process.stdin.resume().on('end', () => process.exit(0));
