/**
 * Lower Cholesky factor of a symmetric matrix, row by row; undefined when it is not positive definite.
 *
 * @param matrix `size · size` numbers; only the lower half is read
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array | undefined {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * size + column]!;
      for (let k = 0; k < column; k += 1) sum -= lower[row * size + k]! * lower[column * size + k]!;
      if (row === column) {
        if (!(sum > 0)) return undefined;
        lower[row * size + row] = Math.sqrt(sum);
      } else lower[row * size + column] = sum / lower[column * size + column]!;
    }
  }
  return lower;
}

/** The inverse of a symmetric positive definite matrix; undefined when it is not. */
export function invert(matrix: Float64Array, size: number): Float64Array | undefined {
  const lower = cholesky(matrix, size);
  if (!lower) return undefined;
  // Rows of the transposed inverse of the factor: what is summed lies side by side in memory.
  const columns = new Float64Array(size * size);
  for (let column = 0; column < size; column += 1) {
    for (let row = column; row < size; row += 1) {
      let sum = row === column ? 1 : 0;
      for (let k = column; k < row; k += 1) sum -= lower[row * size + k]! * columns[column * size + k]!;
      columns[column * size + row] = sum / lower[row * size + row]!;
    }
  }
  const inverse = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = 0;
      for (let k = row; k < size; k += 1) sum += columns[row * size + k]! * columns[column * size + k]!;
      inverse[row * size + column] = sum;
      inverse[column * size + row] = sum;
    }
  }
  return inverse;
}

/** Solves a small system; undefined when the matrix is not positive definite. */
export function solve(matrix: Float64Array, right: readonly number[]): number[] | undefined {
  const inverse = invert(matrix, right.length);
  return (
    inverse &&
    right.map((_, row) => right.reduce((sum, value, k) => sum + inverse[row * right.length + k]! * value, 0))
  );
}
