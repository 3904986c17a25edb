using System.Management.Automation;

namespace Nginx502.Pipeline;

/// <summary>A cmdlet that changes the nginx and the php-fpm of this machine together, found by themselves or named by their main files.</summary>
public abstract class GatewayChangeCommandBase : ChangeCommandBase
{
    /// <summary>The main file of nginx's configuration. Without it that of the running nginx, else of the installed one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? NginxConfigPath { get; set; }

    /// <summary>The main file of php-fpm's configuration. Without it every php-fpm that runs or is installed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? FpmConfigPath { get; set; }

    /// <summary>What the parameters name. A file that cannot be read ends the cmdlet.</summary>
    private protected GatewayTarget ResolveTarget(string? rootPath = null) => GatewayTargets.Resolve(this, rootPath, NginxConfigPath, FpmConfigPath);
}
