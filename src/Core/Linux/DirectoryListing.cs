using Microsoft.Win32.SafeHandles;

namespace Nginx502.Linux;

/// <summary>Lists a directory of a tree by a handle.</summary>
internal static class DirectoryListing
{
    /// <summary>The entries, <c>.</c> and <c>..</c> among them; none with the failure when it cannot be listed. What is no directory has none.</summary>
    /// <param name="root">The tree's root.</param>
    /// <param name="path">The directory's path there.</param>
    /// <param name="asksTrust">True to follow links only where root alone could have made them.</param>
    /// <param name="failure">Why it was not listed; null when it was, or is no directory.</param>
    public static List<(string Name, FileKind Kind)> Read(TreeRoot root, string path, bool asksTrust, out FileOpeningFailure? failure)
    {
        using var walk = new PathWalk(root, asksTrust);
        TreeDirectory? directory = walk.ReachDirectory(path);
        int error = walk.ErrorNumber;
        if (directory is not null)
        {
            using SafeFileHandle listing = NativeFile.OpenListing(directory.Handle, out error);
            if (!listing.IsInvalid && NativeListing.Read(listing, out error) is { } entries)
            {
                failure = null;
                return entries;
            }
        }

        failure = error == ErrorNumber.NotADirectory ? null : walk.Failure ?? PathWalk.FailureOf(error);
        return [];
    }
}
