BeforeAll {
    . $PSScriptRoot/Common.ps1
    $both = @{ NginxConfigPath = "$TestDrive/nginx.conf"; FpmConfigPath = "$TestDrive/php-fpm.conf" }
    [IO.File]::WriteAllText($both.NginxConfigPath, "events { } http { server { server_name shop.example; location / { fastcgi_pass unix:$TestDrive/php.sock; } } }")
    [IO.File]::WriteAllText($both.FpmConfigPath, "[www]`nuser = nobody`nlisten = $TestDrive/php.sock`npm = static`npm.max_children = 1`n")
}

Describe 'Measure-GatewayLoad' {
    It 'refuses what is not this machine' { { Measure-GatewayLoad http://192.0.2.1/ @both -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'TargetNotThisMachine,*' }
    It 'refuses a pool on another machine' { { Measure-GatewayLoad -Endpoint 192.0.2.1:9000 -ScriptPath /srv/index.php @both -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'TargetNotThisMachine,*' }
    It 'says that nobody listens for a site' { { Measure-GatewayLoad http://shop.example:1/ @both -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'SiteNotListening,*' }
    It 'asks for a script' { { Measure-GatewayLoad -Endpoint "$TestDrive/php.sock" @both -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'LoadScriptNotGiven,*' }
    It 'gives up where nothing answers' {
        $result = Measure-GatewayLoad http://127.0.0.1:1/ -Concurrency 2 @both -Confirm:$false
        $result.EndedBy | Should -Be 'NothingAnswered'
        $result.Break.Name | Should -Be 'Refused'
    }
    It 'refuses no time at all' { { Measure-GatewayLoad http://127.0.0.1/ -Duration 0 -Confirm:$false } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*' }
    It 'refuses nothing at the same time' { { Measure-GatewayLoad http://127.0.0.1/ -Concurrency 0 -Confirm:$false } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*' }
    It 'does nothing for an empty pipeline' { @() | Measure-GatewayLoad -Endpoint "$TestDrive/php.sock" -ScriptPath /x -Confirm:$false -ErrorAction Stop | Should -BeNullOrEmpty }
}
