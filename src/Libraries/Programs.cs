using System.ComponentModel;
using System.Diagnostics;
using CliWrap;
using CliWrap.Builders;
using Nginx502.Linux;

namespace Nginx502.Libraries;

/// <summary>Runs programs with CliWrap: arguments as a list, no shell, nothing left behind.</summary>
public sealed class Programs : IPrograms
{
    private const int ChunkBytes = 8192;

    /// <inheritdoc/>
    public ProgramResult? Run(ProgramRequest request, out string? problem, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var limit = new CancellationTokenSource(request.Timeout);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        using MemoryStream output = new();
        using MemoryStream error = new();
        bool isTruncated = false;
        long start = Stopwatch.GetTimestamp();
        problem = null;
        int? exitCode = null;
        try
        {
            // Cli.Wrap asks for the current directory, and fails in one that a deploy has removed.
            CommandResult result = new Command(
                request.Path,
                new ArgumentsBuilder().Add(request.Arguments).Build(),
                request.WorkingDirectory,
                ResourcePolicy.Default,
                Credentials.Default,
                VariablesOf(request),
                CommandResultValidation.None,
                request.Input.IsEmpty ? PipeSource.Null : PipeSource.FromBytes(request.Input),
                PipeTarget.Create((stream, token) => KeepAsync(stream, output, token)),
                PipeTarget.Create((stream, token) => KeepAsync(stream, error, token)))
                .ExecuteAsync(stop.Token)
                .GetAwaiter().GetResult();
            exitCode = result.ExitCode;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Its time was over.
        }
        catch (Win32Exception exception)
        {
            problem = $"{SafeText.Escape(request.Path)} was not started: {exception.Message}";
            return null;
        }

        cancellation.ThrowIfCancellationRequested();
        return new ProgramResult(exitCode, output.ToArray(), error.ToArray(), isTruncated, exitCode is null, Stopwatch.GetElapsedTime(start));

        async Task KeepAsync(Stream stream, MemoryStream kept, CancellationToken token)
        {
            byte[] chunk = new byte[ChunkBytes];
            int read;
            while ((read = await stream.ReadAsync(chunk, token).ConfigureAwait(false)) > 0)
            {
                int room = (int)Math.Min(read, request.MaximumOutputBytes - kept.Length);
                kept.Write(chunk, 0, room);
                isTruncated |= room < read;
            }
        }
    }

    // CliWrap adds to our own environment: what is not wanted is taken away by null.
    private static Dictionary<string, string?> VariablesOf(ProgramRequest request)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (object name in Environment.GetEnvironmentVariables().Keys)
        {
            bool isWanted = request.Environment is null && !request.WithoutVariables.Contains((string)name, StringComparer.Ordinal);
            if (!isWanted)
            {
                variables[(string)name] = null;
            }
        }

        foreach (string[] variable in (request.Environment ?? []).Select(variable => variable.Split('=', 2)))
        {
            if (variable.Length == 2 && !request.WithoutVariables.Contains(variable[0], StringComparer.Ordinal))
            {
                variables[variable[0]] = variable[1];
            }
        }

        return variables;
    }
}
