using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>Says whose changes are shown: an ordinary user has a journal of his own.</summary>
internal static class ForeignJournal
{
    /// <summary>Warns where root has a journal that is not seen.</summary>
    public static void Warn(Cmdlet cmdlet)
    {
        if (ChangeJournal.IsOfThisUserAlone)
        {
            cmdlet.WriteWarning("The changes of this user alone are seen: those that root made are in root's journal. Run it as root.");
        }
    }
}
