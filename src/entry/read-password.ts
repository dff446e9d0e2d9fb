import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/**
 * A password from whoever runs the command: asked for twice without showing it, or the first line
 * of a standard input that is no terminal. Never from an argument, which other users can see.
 * @throws Error when the two differ or there is none
 */
export async function readPassword(): Promise<string> {
  if (!process.stdin.isTTY) {
    for await (const line of createInterface({ input: process.stdin })) return line;
    throw new Error('There is no password on standard input');
  }
  const password = await ask('Password: ');
  if ((await ask('Again: ')) !== password) throw new Error('The two passwords differ');
  return password;
}

function ask(question: string): Promise<string> {
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  return new Promise((resolve, reject) => {
    let answered = false;
    terminal.once('close', () => {
      process.stderr.write('\n');
      if (!answered) reject(new Error('No password was given'));
    });
    terminal.once('SIGINT', () => terminal.close());
    terminal.question('', (password) => {
      answered = true;
      resolve(password);
      terminal.close();
    });
  });
}
