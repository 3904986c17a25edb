using System.Net.NetworkInformation;
using Nginx502.Inspection;

namespace Nginx502.UnitTests.Inspection;

public sealed class NetworkInterfacesTests
{
    [Fact]
    public void The_loopback_has_its_address_however_others_come_and_go()
    {
        Assert.Contains(NetworkInterfaces.Read(), network => network.Interface.NetworkInterfaceType == NetworkInterfaceType.Loopback && network.Addresses.Any(address => address.Address.ToString() == "127.0.0.1"));
        Assert.Contains("127.0.0.1", OwnAddresses.Read());
    }
}
