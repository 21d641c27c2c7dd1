//! Tables whose rows are bytes, so that one that the build script has made is searched where it lies in the
//! program, whatever the machine's order of bytes. This module stands alone: the build script compiles it too.

use std::borrow::Cow;

/// Rows of so many bytes: part of the program, or made at run time.
pub(crate) type Rows<const N: usize> = Cow<'static, [[u8; N]]>;

/// The little-endian number that begins at a byte of a row.
#[inline]
pub(crate) const fn number<const N: usize>(row: &[u8; N], at: usize) -> u32 {
    u32::from_le_bytes([row[at], row[at + 1], row[at + 2], row[at + 3]])
}

/// Numbers as the first bytes of a row.
pub(crate) fn row<const N: usize>(numbers: &[u32]) -> [u8; N] {
    let mut row = [0; N];
    for (bytes, number) in row.chunks_exact_mut(4).zip(numbers) {
        bytes.copy_from_slice(&number.to_le_bytes());
    }
    row
}

/// Appends a table to a file of tables.
pub(crate) fn write<const N: usize>(rows: &[[u8; N]], out: &mut Vec<u8>) {
    out.extend((rows.len() as u32).to_le_bytes());
    out.extend(rows.as_flattened());
}

/// Reads the next table of a file that [`write()`] has written.
///
/// # Panics
///
/// When there is none: files of tables are part of the program.
pub(crate) fn read<const N: usize>(rest: &mut &'static [u8]) -> Rows<N> {
    let (count, behind) = rest.split_first_chunk().expect("a table has a length");
    let bytes = u32::from_le_bytes(*count) as usize * N;
    let (rows, behind) = behind.split_at(bytes);
    *rest = behind;
    Cow::Borrowed(rows.as_chunks().0)
}

/// Whether a bit of a bitmap is set.
#[inline]
pub(crate) const fn bit(bitmap: &[[u8; 1]], bit: u32) -> bool {
    bitmap[bit as usize / 8][0] >> (bit % 8) & 1 != 0
}

/// Sets a bit of a bitmap.
pub(crate) const fn set_bit(bitmap: &mut [[u8; 1]], bit: u32) {
    bitmap[bit as usize / 8][0] |= 1 << (bit % 8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_come_back_as_they_were_written() {
        let mut file = Vec::new();
        let numbers: [[u8; 8]; 2] = [row(&[1, u32::MAX]), row(&[7])];
        let none: [[u8; 4]; 0] = [];
        let bytes = [[1], [2], [3]];
        write(&numbers, &mut file);
        write(&none, &mut file);
        write(&bytes, &mut file);
        let mut rest: &'static [u8] = file.leak();
        let read_numbers: Rows<8> = read(&mut rest);
        assert_eq!(*read_numbers, numbers);
        assert_eq!(number(&read_numbers[0], 4), u32::MAX);
        assert_eq!(*read::<4>(&mut rest), none);
        assert_eq!(*read::<1>(&mut rest), bytes);
        assert!(rest.is_empty());
    }

    #[test]
    fn bits_are_set_one_by_one() {
        let mut bitmap = [[0]; 4];
        set_bit(&mut bitmap, 0);
        set_bit(&mut bitmap, 31);
        let set: Vec<u32> = (0..32).filter(|at| bit(&bitmap, *at)).collect();
        assert_eq!(set, [0, 31]);
    }
}
