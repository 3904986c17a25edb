namespace Nginx502.Nginx;

/// <summary>A word as it was found.</summary>
/// <param name="ContentStart">The first byte of what is in it: behind the quote.</param>
/// <param name="End">The byte behind it.</param>
/// <param name="Traits">What is to be known of its bytes.</param>
/// <param name="Problem">What is wrong with it.</param>
/// <param name="IsTooLong">True when nginx's buffer does not hold it, though it ends.</param>
internal readonly record struct WordReading(int ContentStart, int End, SyntaxWordTraits Traits, WordProblem Problem, bool IsTooLong);
