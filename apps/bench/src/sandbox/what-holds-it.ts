/** Why throughput is what it is, by profiles of 2026-11-23; see them anew with `node --cpu-prof` on the sandbox's program. */
export const whatHoldsIt = `What holds it: a call costs Node 43 to 50 µs, of which a bare route takes 14, and Postgres another 13 to 17, and on two cores
they share with the load, at 16 µs a call. Of Node's part, 16 % is sending answers, 16 to 23 % sending statements (waking
Postgres, which takes the core then), 15 % Node's own sockets, streams and promises, 4 to 14 % collecting garbage, 6 % Fastify,
6 % postgres.js and Drizzle, 4 % holding answers to their schemas, 5 % code of ours. What was tried, each in its best round:

| | calls a second | of bare |
| --- | --- | --- |
| four statements for each call | 1,070 | 0.02 |
| statements shared by calls that come together | 14,300 | 0.24 |
| who calls and how often as one statement | 16,400 | 0.27 |
| statements planned once, usage and metrics counted without copies | 19,100 | 0.31 |

Since then, seen in processor time alone as the machine was busy: steps without promises, and gathering for as long as more
calls come, which is a fifth fewer statements and a tenth less of Node. In vain: waiting 1 or 2 ms for more calls (fewer
statements, and fewer calls), and one statement at a time for all stores (no fewer). Not done: keeping callers in memory for a
while, because a token that another process revoked would be served.`
