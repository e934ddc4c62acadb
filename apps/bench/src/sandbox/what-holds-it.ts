/** Why throughput is what it is, by profiles of 2026-11-23; see them anew with `node --cpu-prof` on the sandbox's program. */
export const whatHoldsIt = `What holds it: a call costs Node 34 to 41 µs, of which a bare route takes 14, and Postgres another 8 to 13, and on two cores
they share with the load, at 16 µs a call. Of Node's part, 16 % is sending answers, 16 % sending statements (waking Postgres,
which takes the core then), 15 % Node's own sockets, streams and promises, 3 to 15 % collecting garbage, 6 % Fastify,
6 % postgres.js and Drizzle, 3 % holding answers to their schemas, 5 % code of ours. What was tried, each in its best round:

| | calls a second | of bare |
| --- | --- | --- |
| four statements for each call | 1,070 | 0.02 |
| statements shared by calls that come together | 14,300 | 0.24 |
| who calls and how often as one statement | 16,400 | 0.27 |
| statements planned once, usage and metrics counted without copies | 19,100 | 0.31 |
| steps without promises, answers checked without copies, no logger for each call | 21,900 | 0.38 |
| the client read while Postgres is asked who calls | 21,900 | 0.41 |

Some 40 calls share a statement. Garbage takes 3 or 15 %: in every other run nearly all calls outlive the collection of what is young, not so with a
bare route, and why is not known. In vain: waiting 1 or 2 ms for more calls (fewer statements, and fewer calls), one statement at a time
for all stores (no fewer), and fewer connections to Postgres. Not done: keeping callers in memory for a while, because a token
that another process revoked would be served.`
