//! What a layout needs of arithmetic, to the last digit the same on every machine: additions, multiplications,
//! divisions and square roots, which IEEE 754 defines, and no function of the platform.

/// A number of things.
#[expect(clippy::cast_precision_loss, reason = "no graph has 2^52 nodes")]
pub(super) fn float(count: usize) -> f64 {
    count as f64
}

/// The natural logarithm of a number from 1 on, to some six digits.
pub(super) fn ln(x: f64) -> f64 {
    const MANTISSA: u64 = (1 << 52) - 1;
    debug_assert!(x >= 1.0);
    // x = 2^exponent × m, with m from 1 to 2.
    let bits = x.to_bits();
    #[expect(clippy::cast_precision_loss, reason = "an exponent is small")]
    let exponent = (bits >> 52) as f64 - 1023.0;
    let m = f64::from_bits(bits & MANTISSA | 1023 << 52);
    // ln m = 2 artanh((m - 1) / (m + 1)).
    let t = (m - 1.0) / (m + 1.0);
    let square = t * t;
    let series = 1.0 + square * (1.0 / 3.0 + square * (0.2 + square * (1.0 / 7.0 + square / 9.0)));
    exponent * std::f64::consts::LN_2 + 2.0 * t * series
}

/// Cosine and sine of the golden angle, π (3 - √5).
const GOLDEN: (f64, f64) = (-0.737_368_878_078_319_7, 0.675_490_294_261_523_8);

/// Directions, each turned by the golden angle from the last: however many are taken, none is preferred.
pub(super) fn directions() -> impl Iterator<Item = (f64, f64)> {
    std::iter::successors(Some((1.0, 0.0)), |(x, y)| {
        let (cos, sin) = GOLDEN;
        let turned: (f64, f64) = (x * cos - y * sin, x * sin + y * cos);
        // Rounding must not shorten it.
        let length = (turned.0 * turned.0 + turned.1 * turned.1).sqrt();
        Some((turned.0 / length, turned.1 / length))
    })
}

/// The seeds of a sunflower with about this distance between neighbours, from the middle outwards: even density,
/// no direction preferred.
pub(super) fn sunflower(spacing: f64) -> impl Iterator<Item = (f64, f64)> {
    let halves = std::iter::successors(Some(0.5_f64), |seeds| Some(seeds + 1.0));
    directions().zip(halves).map(move |((x, y), seeds)| {
        let radius = spacing * seeds.sqrt();
        (x * radius, y * radius)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_logarithm_is_that_of_the_platform_to_six_digits() {
        for x in [1.0, 1.000_1, 1.5, 1.999_999, 2.0, 3.0, 1e3, 1e12_f64] {
            assert!(
                (ln(x) - x.ln()).abs() <= 2e-5,
                "{x}: {} and {}",
                ln(x),
                x.ln()
            );
        }
    }

    #[test]
    fn seeds_of_a_sunflower_are_near_each_other_and_never_on_one_spot() {
        let seeds: Vec<(f64, f64)> = sunflower(8.0).take(500).collect();
        for (n, (x, y)) in seeds.iter().enumerate() {
            let distance = |(other_x, other_y): &(f64, f64)| (x - other_x).hypot(y - other_y);
            let nearest = (seeds.iter().enumerate())
                .filter(|(other, _)| *other != n)
                .map(|(_, other)| distance(other))
                .fold(f64::INFINITY, f64::min);
            assert!((7.0..20.0).contains(&nearest), "{n}: {nearest}");
        }
    }
}
