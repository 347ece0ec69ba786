export async function info(_f: string[], _o: object): Promise<number> { return 0; }
