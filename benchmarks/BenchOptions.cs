using System.Globalization;

namespace Nginx502.Benchmarks;

/// <summary>What is measured.</summary>
internal sealed record BenchOptions(bool Compares, bool MeasuresParsers, bool MeasuresConfigurationOnly, bool MeasuresMemoryOnly, int Megabytes, int LargeMegabytes, int Runs)
{
    public const string Usage = "usage: benchmarks [compare|micro|configuration|memory] [--megabytes N] [--large-megabytes N] [--runs N]";

    public static BenchOptions? Parse(string[] arguments)
    {
        var options = new BenchOptions(true, true, false, false, Megabytes: 500, LargeMegabytes: 5000, Runs: 7);
        for (int index = 0; index < arguments.Length; index++)
        {
            bool hasNumber = index + 1 < arguments.Length
                & int.TryParse(arguments.ElementAtOrDefault(index + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            switch (arguments[index])
            {
                case "compare":
                    options = options with { MeasuresParsers = false };
                    continue;
                case "configuration":
                    options = options with { MeasuresConfigurationOnly = true };
                    continue;
                case "memory":
                    options = options with { MeasuresMemoryOnly = true };
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
