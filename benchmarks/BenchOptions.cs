using System.Globalization;

namespace Nginx502.Benchmarks;

/// <summary>What is measured.</summary>
/// <param name="Compares">Whole commands beside what a user would use instead.</param>
/// <param name="MeasuresParsers">The hot paths, by BenchmarkDotNet.</param>
/// <param name="OnlyPart">The one comparison that is made, by name; null for all.</param>
/// <param name="Megabytes">The size of a log.</param>
/// <param name="LargeMegabytes">The size of a large one.</param>
/// <param name="Runs">How often each is run.</param>
internal sealed record BenchOptions(bool Compares, bool MeasuresParsers, string? OnlyPart, int Megabytes, int LargeMegabytes, int Runs)
{
    public const string Usage = "usage: benchmarks [compare|micro|configuration|sockets|memory|diagnosis|recovery|load|report] [--megabytes N] [--large-megabytes N] [--runs N]";

    public static BenchOptions? Parse(string[] arguments)
    {
        var options = new BenchOptions(true, true, null, Megabytes: 500, LargeMegabytes: 5000, Runs: 7);
        for (int index = 0; index < arguments.Length; index++)
        {
            bool hasNumber = index + 1 < arguments.Length
                & int.TryParse(arguments.ElementAtOrDefault(index + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            switch (arguments[index])
            {
                case "compare":
                    options = options with { MeasuresParsers = false };
                    continue;
                case "configuration" or "sockets" or "memory" or "diagnosis" or "recovery" or "load" or "report":
                    options = options with { OnlyPart = arguments[index] };
                    continue;
                case "micro":
                    options = options with { Compares = false };
                    continue;
                case "--megabytes" when hasNumber:
                    options = options with { Megabytes = number };
                    break;
                case "--large-megabytes" when hasNumber:
                    options = options with { LargeMegabytes = number };
                    break;
                case "--runs" when hasNumber && number > 0:
                    options = options with { Runs = number };
                    break;
                default:
                    return null;
            }

            index++;
        }

        return options;
    }
}
