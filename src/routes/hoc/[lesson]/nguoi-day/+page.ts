/** Something to read and to print. */
export const csr = false;
