using Nginx502.Build.Packaging;

namespace Nginx502.Build.Tasks;

/// <summary>Packs the module and publishes it to the feed that is named.</summary>
internal sealed class PublishTask : IBuildTask
{
    /// <inheritdoc/>
    public string Name => "Publish";

    /// <inheritdoc/>
    public string Summary => "packs the module and publishes it: Publish FEED, a directory or an https address (its key in NUGET_API_KEY)";

    /// <inheritdoc/>
    public int Run(Repository repository, IReadOnlyList<string> arguments)
    {
        if (arguments is not [var feed])
        {
            throw new BuildException("Name one feed: ./build.sh Publish FEED");
        }

        new PackageTask().Run(repository, []);
        string package = Path.Combine(repository.Output, new GalleryPackage(repository.Manifest).FileName);
        new Feed(feed).Publish(repository, package);
        Console.WriteLine($"{Path.GetFileName(package)} is published to {feed}.");
        return 0;
    }
}
