// Test-only: an authenticator in software, so that the ceremonies run whole without a browser (WebAuthn level 3).
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const ORIGIN = 'http://localhost:8370';
const PRESENT = 1;
const VERIFIED = 4;
const ATTESTED = 64;

interface Options {
  readonly challenge: string;
}

/** A key that asks for its PIN, or one that anyone who finds it could use. */
export class Authenticator {
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly #id = randomBytes(16);
  readonly #verifies: boolean;
  #count = 0;

  constructor(verifies: boolean) {
    this.#verifies = verifies;
  }

  /** What a browser sends to enrol it. */
  register({ challenge }: Options): object {
    const { x = '', y = '' } = this.#keys.publicKey.export({ format: 'jwk' });
    const [right, left] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
    // A COSE key: EC2, ES256, P-256.
    const cose = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      right,
      Buffer.from('225820', 'hex'),
      left,
    ]);
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, this.#id.length]), this.#id, cose]);
    const data = this.#data(ATTESTED, attested);
    const length = Buffer.from([data.length >> 8, data.length & 255]);
    const attestationObject = Buffer.concat([
      // {fmt: "none", attStmt: {}, authData: …}
      Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746159', 'hex'),
      ...[length, data],
    ]);
    const response = {
      clientDataJSON: clientData('webauthn.create', challenge).toString('base64url'),
      attestationObject: attestationObject.toString('base64url'),
    };
    return { ...this.#named(), response };
  }

  /** What a browser sends to sign in by it. */
  authenticate({ challenge }: Options): object {
    const client = clientData('webauthn.get', challenge);
    const data = this.#data(0, Buffer.alloc(0));
    const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
    const response = {
      clientDataJSON: client.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: sign('sha256', signed, this.#keys.privateKey).toString('base64url'),
    };
    return { ...this.#named(), response };
  }

  #named() {
    const id = this.#id.toString('base64url');
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {} };
  }

  #data(more: number, rest: Buffer): Buffer {
    this.#count += 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(this.#count);
    const flags = PRESENT | (this.#verifies ? VERIFIED : 0) | more;
    const party = createHash('sha256').update('localhost').digest();
    return Buffer.concat([party, Buffer.from([flags]), count, rest]);
  }
}

function clientData(type: string, challenge: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin: ORIGIN, crossOrigin: false }));
}
