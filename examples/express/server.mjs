/**
 * A page, the token route and the relay in one process.
 *
 *   npm install express voice-live-agent ws @azure/identity
 *   AZURE_VOICELIVE_ENDPOINT=https://name.services.ai.azure.com node server.mjs
 *
 * It signs in with Entra (az login, or a managed identity), or with AZURE_VOICELIVE_API_KEY; neither leaves this process.
 */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { voiceServer } from 'voice-live-agent/server';
import { voiceRoutes } from 'voice-live-agent/server/express';

const { AZURE_VOICELIVE_ENDPOINT: endpoint, AZURE_VOICELIVE_API_KEY: apiKey, PORT = '8080' } = process.env;
const origin = process.env.ORIGIN ?? `http://localhost:${PORT}`;

const voice = voiceServer({
  endpoint,
  auth: apiKey ? { apiKey } : 'entra',
  origins: [origin],
  // Your own sign-in decides who may call; here every browser gets a cookie, and may.
  authorize: (request) => ({ visitor: visitorOf(request.headers.cookie) ?? 'nobody', profile: 'shop' }),
  profiles: { shop: { model: 'gpt-realtime', session: { instructions: 'You help visitors of a bike shop.' } } },
  limits: { minutesPerVisitorDay: 30, eurosPerDay: 50 },
});

const visitorOf = (cookies = '') => /(?:^|; )visitor=([\w-]{36})/.exec(cookies)?.[1];

const app = express();
app.use((request, response, next) => {
  if (!visitorOf(request.headers.cookie)) {
    response.cookie('visitor', randomUUID(), {
      httpOnly: true,
      sameSite: 'strict',
      secure: origin.startsWith('https:'),
    });
  }
  next();
});
app.use(voiceRoutes(voice));
// The files of the package, as they are; a bundler does the same.
app.use('/voice-live-agent', express.static(path.dirname(fileURLToPath(import.meta.resolve('voice-live-agent')))));
app.get('/', (_request, response) => {
  response.type('html').send(`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Bike shop</title>
<script type="module" src="/voice-live-agent/voice-live-agent.js"></script>
<h1>Bike shop</h1>
<voice-live-agent token-url="/voice/token"></voice-live-agent>
</html>`);
});

const server = app.listen(Number(PORT), () => console.log(`Open ${origin}`));
voice.attach(server);

// Calls under way are handed over or ended in words before the process ends.
process.once('SIGTERM', () => void voice.drain().then(() => server.close()));
