namespace Nginx502.Build;

/// <summary>One task of the build program: <c>./build.sh NAME arguments</c>.</summary>
internal interface IBuildTask
{
    /// <summary>What is typed after <c>./build.sh</c>.</summary>
    string Name { get; }

    /// <summary>What the task does, for the list of tasks; one line.</summary>
    string Summary { get; }

    /// <summary>Runs the task.</summary>
    /// <param name="repository">The checkout that is worked on.</param>
    /// <param name="arguments">What was typed after the name of the task.</param>
    /// <returns>The exit code: 0 when the task did what it should.</returns>
    /// <exception cref="BuildException">The task cannot go on; the message is for the person at the terminal.</exception>
    int Run(Repository repository, IReadOnlyList<string> arguments);
}
