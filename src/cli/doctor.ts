export async function doctor(_o: object): Promise<number> { return 0; }
