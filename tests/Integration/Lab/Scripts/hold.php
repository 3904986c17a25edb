<?php
// Says which worker runs it, then waits until it is let go.
function say_who_runs_it(string $file): void
{
    file_put_contents("$file.part", (string) getmypid());
    rename("$file.part", $file);
}

function wait_until_let_go(string $file): void
{
    $end = microtime(true) + 120;
    while (microtime(true) < $end && !file_exists("$file.release")) {
        usleep(10000);
        clearstatcache();
    }
}

$file = $_SERVER['LAB_STATE'] . '/' . basename($_GET['name']);
if (isset($_GET['first'])) {
    echo str_repeat('x', (int) $_GET['first']);
    flush();
}
say_who_runs_it($file);
wait_until_let_go($file);
echo "let go\n";
