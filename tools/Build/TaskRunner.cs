using Nginx502.Build.Demo;
using Nginx502.Build.Tasks;

namespace Nginx502.Build;

/// <summary>Finds the task that was asked for, and runs it.</summary>
internal static class TaskRunner
{
    private static readonly IBuildTask[] Tasks =
    [
        new BuildTask(), new TestTask(), new DemoTask(), new HelpTask(), new PackageTask(), new PublishTask(), new BenchTask(), new CleanTask(),
    ];

    /// <summary>Runs what the command line asks for; without a task, the list of tasks is shown.</summary>
    /// <returns>The exit code of the build program.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        string name = arguments.Count > 0 ? arguments[0] : "";
        IBuildTask? task = Tasks.FirstOrDefault(task => task.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (task is null)
        {
            Console.Error.WriteLine(name.Length > 0 ? $"There is no task '{name}'. The tasks are:" : "Usage: ./build.sh TASK [arguments]");
            foreach (IBuildTask known in Tasks)
            {
                Console.Error.WriteLine($"  {known.Name,-8}  {known.Summary}");
            }

            return BuildException.CannotStart;
        }

        try
        {
            return task.Run(Repository.Find(), [.. arguments.Skip(1)]);
        }
        catch (BuildException failure)
        {
            Console.Error.WriteLine(failure.Message);
            return failure.ExitCode;
        }
    }
}
