namespace Nginx502.Build.Testing;

/// <summary>What <c>./build.sh Test</c> was asked to run.</summary>
internal sealed record TestOptions
{
    /// <summary>The test projects, in the order in which they run.</summary>
    public static readonly IReadOnlyList<string> AllProjects = ["Unit", "Hosted", "Integration"];

    /// <summary>The projects to run.</summary>
    public IReadOnlyList<string> Projects { get; private init; } = AllProjects;

    /// <summary>Which tests of them, as 'dotnet test --filter' takes it; null for all.</summary>
    public string? Filter { get; private init; }

    /// <summary>True when everything is run: only then does a project without tests mean a fault.</summary>
    public bool RunsEverything => Filter is null && Projects.Count == AllProjects.Count;

    /// <summary>Reads <c>--project NAME</c> and <c>--filter EXPRESSION</c>.</summary>
    /// <exception cref="BuildException">There is something else.</exception>
    public static TestOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new TestOptions();
        for (int index = 0; index < arguments.Count; index += 2)
        {
            string value = index + 1 < arguments.Count ? arguments[index + 1] : throw Wrong($"{arguments[index]} needs a value");
            options = arguments[index] switch
            {
                "--filter" => options with { Filter = value },
                "--project" => options with { Projects = [ProjectNamed(value)] },
                _ => throw Wrong($"there is no option {arguments[index]}"),
            };
        }

        return options;
    }

    private static string ProjectNamed(string name) =>
        AllProjects.FirstOrDefault(project => project.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw Wrong($"the projects are {string.Join(", ", AllProjects)}, not {name}");

    private static BuildException Wrong(string what) =>
        new($"Test: {what}. Usage: ./build.sh Test [--project NAME] [--filter EXPRESSION]", BuildException.CannotStart);
}
