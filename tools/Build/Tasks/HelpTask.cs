using Nginx502.Build.Help;

namespace Nginx502.Build.Tasks;

/// <summary>Checks the pages of docs/help, and writes the help of the module; the task Build does so too.</summary>
internal sealed class HelpTask : IBuildTask
{
    /// <inheritdoc/>
    public string Name => "Help";

    /// <inheritdoc/>
    public string Summary => "checks docs/help, and writes the help of the module in output/";

    /// <inheritdoc/>
    public int Run(Repository repository, IReadOnlyList<string> arguments)
    {
        int pages = HelpBuilder.Write(repository.PathOf("docs", "help"), repository.ModuleOutput);
        Console.WriteLine($"{pages} pages are in output/Nginx502/{repository.Manifest.Version}/en-US.");
        return 0;
    }
}
