// A real Express server, wrong in the ways that Express servers are wrong. Prints its port, ends with its input.
const cors = require('cors');
const express = require('express');

const app = express();
const answer = (request, response) => response.json({ path: request.path });

// No CORS at all.
app.all('/none', answer);

// As the documentation has it.
app.use('/right', cors({ origin: ['http://localhost:5173'], credentials: true, exposedHeaders: ['X-Total'] }));
app.all('/right', (request, response) => response.set('X-Total', '7').json({}));

// One origin, said to everybody.
app.use('/one', cors({ origin: 'http://localhost:5173' }));
app.all('/one', answer);

// The middleware stands in the route of the method: nobody answers the preflight.
app.put('/route', cors(), answer);

// Anybody, and credentials.
app.use('/anybody', cors({ origin: '*', credentials: true }));
app.all('/anybody', answer);

// A list of headers that is too short.
app.use('/headers', cors({ allowedHeaders: ['Content-Type'] }));
app.all('/headers', answer);

// The login asks before CORS does, and it asks the preflight too.
app.use('/login', (request, response, next) =>
  request.get('authorization') ? next() : response.status(401).set('WWW-Authenticate', 'Bearer').end());
app.use('/login', cors());
app.all('/login', answer);

// An error leaves without what was to be added after it.
app.get('/error', () => { throw new Error('broken'); }, cors());
app.use((error, request, response, next) => response.status(500).end());

// Both the application and a hand-written line.
app.use('/twice', cors({ origin: 'http://localhost:5173' }), (request, response, next) => {
  response.append('Access-Control-Allow-Origin', '*');
  next();
});
app.all('/twice', answer);

const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));
process.stdin.resume().on('end', () => process.exit(0));
