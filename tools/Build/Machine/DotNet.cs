namespace Nginx502.Build.Machine;

/// <summary>The .NET SDK that runs this program.</summary>
internal static class DotNet
{
    /// <summary>The <c>dotnet</c> that started us, else the one in PATH.</summary>
    public static string Host { get; } =
        System.Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>A call of the SDK in the checkout.</summary>
    public static Command Call(Repository repository, params IReadOnlyList<string> arguments) =>
        new(Host, arguments)
        {
            Directory = repository.Root,
            Environment = new Dictionary<string, string>
            {
                ["DOTNET_NOLOGO"] = "1",
                ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            },
        };
}
