import { jsonSchema } from '../config/json-schema.ts';

export async function schema(): Promise<number> {
  console.log(JSON.stringify(jsonSchema(), null, 2));
  return 0;
}
