/**
 * Cases of the matrices that libvips makes for convolutions: Gaussians and Laplacians of Gaussians.
 * Not here: using a matrix (convolution-cases), or calculating with matrices (mosaicing.test.ts).
 * Read next: test/operations/create/create.test.ts.
 */
import { type OperationCase, type Picture, pictureIn } from "../case.ts";
import { expectPicture, paint } from "../pictures.ts";

/** A matrix by the square of the distance from its middle; of whole numbers 20 times as large. */
function round(reach: number, separable: boolean, whole: boolean, f: (square: number) => number): Picture {
  const size = 2 * reach + 1;
  return paint([size, separable ? 1 : size, 1], "double", (x, y) => {
    const value = f((x - reach) ** 2 + (separable ? 0 : (y - reach) ** 2));
    return whole ? Math.round(20 * value) : value;
  });
}

export const matrixCases: readonly OperationCase[] = [0.1, 0.5, 1, 2.3].flatMap((sigma) =>
  [0.5, 0.1, 0.01].flatMap((min) =>
    [false, true].flatMap((separable) =>
      ["integer", "float"].flatMap((precision): OperationCase[] => {
        const gauss = (square: number): number => Math.exp(-square / (2 * sigma ** 2));
        const laplace = (square: number): number => (1 - square / (2 * sigma ** 2)) * gauss(square);
        let reach = 0;
        while (gauss((reach + 1) ** 2) >= min) reach += 1;
        // As far as it returns to 0.
        let back = 0;
        while (
          laplace(back ** 2) < (back === 0 ? 0 : laplace((back - 1) ** 2)) ||
          Math.abs(laplace(back ** 2)) >= min
        ) {
          back += 1;
        }
        const args = { sigma, min_ampl: min, separable, precision };
        const about = `sigma ${sigma}, down to ${min}, ${separable ? "one row" : "square"}, ${precision}`;
        const whole = precision === "integer";
        return [
          {
            operation: "gaussmat",
            about,
            args,
            judge: (results) => expectPicture(pictureIn(results), round(reach, separable, whole, gauss), 1e-9),
          },
          {
            operation: "logmat",
            about,
            args,
            judge: (results) => expectPicture(pictureIn(results), round(back, separable, whole, laplace), 1e-9),
          },
        ];
      }),
    ),
  ),
);
