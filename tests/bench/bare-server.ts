import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * The least a server of Node can be: a page with one word, event streams in which nothing happens, and its own memory.
 * Started as a process of its own; prints its port, and ends when its input is closed.
 */
const PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Empty</title><h1>Empty</h1></html>';

const server = createServer((request, response) => {
  switch (request.url) {
    case '/':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
      return;
    case '/events':
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': open\n\n');
      return;
    case '/memory':
      response.end(String(process.memoryUsage.rss()));
      return;
    default:
      response.writeHead(404).end();
  }
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
process.stdin.on('end', () => process.exit()).resume();
